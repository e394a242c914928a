/** Hands a fetched file to the browser, which saves it as it saves any download. */
export function saveFile(file: { readonly fileName: string; readonly bytes: Blob }): void {
  const address = URL.createObjectURL(file.bytes);
  const link = Object.assign(document.createElement('a'), { href: address, download: file.fileName });
  link.click();
  // The browser has taken the bytes by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
