import { useCallback } from 'react';
import { useServices } from '../../ui/services';
import { useAction } from '../../ui/useAction';
import { useDraft } from '../../ui/useDraft';
import type { PolicyView } from '../types';
import { documentOf, type Editing, editingOf } from './edit';
import { useEditing } from './useEditing';

/** A draft being corrected: its words, its name, and the text it was begun from. */
interface Begun {
  readonly editing: Editing;
  readonly label: string;
  /** Null until something was changed. */
  readonly from: string | null;
}

const begin = (view: PolicyView): Begun => ({
  editing: editingOf(view.document),
  label: view.version.label,
  from: null,
});

/** An existing draft on its way to being saved again. What is typed is kept in this window until then. */
export function useDraftEditing(view: PolicyView, personId: string) {
  const { api, cache } = useServices();
  const { versionId, textHash } = view.version;
  const draft = useDraft<Begun>(`policies.edit.${versionId}.${personId}`, { initial: begin(view) });
  const { set, clear, value } = draft;
  const change = useCallback(
    (part: (now: Begun) => Begun) => set((now) => ({ ...part(now), from: now.from ?? textHash })),
    [set, textHash],
  );
  const setEditing = useCallback(
    (next: (now: Editing) => Editing) => change((now) => ({ ...now, editing: next(now.editing) })),
    [change],
  );
  const work = useEditing(setEditing);
  const saving = useAction(async () => {
    const label = value.label.trim();
    const document = documentOf(value.editing);
    await api.call('policies.changeDraft', {
      versionId,
      label,
      document: { ...document, fields: { ...document.fields, version: label } },
      textHash,
    });
    clear();
    cache.forget('policies.');
    return true;
  });
  return {
    value,
    work,
    saving,
    setLabel: (label: string) => change((now) => ({ ...now, label })),
    hasChanges: value.from !== null,
    /** Somebody saved other words since these were begun. */
    isBehind: value.from !== null && value.from !== textHash,
    /** These words count, and stand in place of what was saved since. */
    keepMine: () => set((now) => ({ ...now, from: textHash })),
    drop: () => {
      set(begin(view));
      clear();
    },
  };
}
