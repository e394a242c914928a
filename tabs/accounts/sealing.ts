const SEALING = { name: 'RSA-OAEP', hash: 'SHA-256' } as const;

const base64 = (bytes: ArrayBuffer): string => btoa(String.fromCharCode(...new Uint8Array(bytes)));
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

/** A key of this page: the half that opens what comes back can be used here and taken nowhere. */
export async function pageKey(): Promise<{ publicKey: string; open: (sealed: string) => Promise<string> }> {
  const key = await crypto.subtle.generateKey(
    { ...SEALING, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    false,
    ['encrypt', 'decrypt'],
  );
  return {
    publicKey: base64(await crypto.subtle.exportKey('spki', key.publicKey)),
    open: async (sealed) =>
      new TextDecoder().decode(await crypto.subtle.decrypt(SEALING, key.privateKey, bytesOf(sealed))),
  };
}

/** Waits so long, or until whoever waits has gone. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
