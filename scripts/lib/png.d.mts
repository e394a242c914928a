export interface Picture {
  width: number;
  height: number;
  rgba: Buffer;
}

export function encodePng(picture: Picture): Buffer;
export function decodePng(file: Buffer): Picture;
