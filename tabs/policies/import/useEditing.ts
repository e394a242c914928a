import { useCallback, useRef, useState } from 'react';
import { type Edit, type Editing, edited, isSameTyping } from './edit';

/** How many changes can be taken back. */
const DEEPEST = 100;

/** Corrections to a document that is kept elsewhere (`set`), and the way back from each. */
export function useEditing(set: (change: (now: Editing) => Editing) => void) {
  const past = useRef<Editing[]>([]);
  const last = useRef<Edit | null>(null);
  const [canUndo, setCanUndo] = useState(false);
  const dispatch = useCallback(
    (edit: Edit) => {
      set((now) => {
        const next = edited(now, edit);
        if (next === now) return now;
        if (!isSameTyping(last.current, edit)) past.current = [...past.current, now].slice(-DEEPEST);
        last.current = edit;
        return next;
      });
      setCanUndo(past.current.length > 0);
    },
    [set],
  );
  const undo = useCallback(() => {
    const before = past.current.pop();
    last.current = null;
    if (before) set(() => before);
    setCanUndo(past.current.length > 0);
  }, [set]);
  return { dispatch, undo, canUndo };
}
