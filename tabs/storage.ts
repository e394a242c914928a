/** A small store of strings that works when the browser refuses one: then it lasts as long as the page. */
export interface SafeStorage {
  /** False when nothing will survive a reload: the browser blocks storage for embedded pages. */
  readonly lasts: boolean;
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
}

const PREFIX = 'lantern.';

/** `sessionStorage`, so that words typed on a shared computer leave with the window. Reading the property may throw. */
function openSession(page: Window): Storage | null {
  try {
    const storage = page.sessionStorage;
    storage.setItem(`${PREFIX}probe`, '1');
    storage.removeItem(`${PREFIX}probe`);
    return storage;
  } catch {
    return null;
  }
}

export function safeStorage(page: Window): SafeStorage {
  const storage = openSession(page);
  const memory = new Map<string, string>();
  return {
    lasts: storage !== null,
    get: (key) => memory.get(key) ?? storage?.getItem(PREFIX + key) ?? null,
    set(key, value) {
      memory.set(key, value);
      try {
        storage?.setItem(PREFIX + key, value);
      } catch {
        // Full: the words stay in memory, and the server's draft still has them.
      }
    },
    remove(key) {
      memory.delete(key);
      storage?.removeItem(PREFIX + key);
    },
  };
}
