import { useCallback, useState } from 'react';
import { CallFailed } from '../../api';
import { useServices } from '../../ui/services';
import { useAction } from '../../ui/useAction';
import { useDraft } from '../../ui/useDraft';
import type { PolicyId, Summary } from '../types';
import { documentOf, type Editing } from './edit';
import { draftOf, type Found, foundIn, type ImportDraft, type Problems, problemsOf } from './found';

/** Beyond so many letters the browser keeps nothing more (it allows about five million for a site). */
const MOST_KEPT = 4_000_000;

interface Options {
  readonly policies: readonly Summary[];
  /** The schools, and the whole trust as null, that the person may write for. */
  readonly places: readonly Summary['schoolId'][];
  /** The policy that a new version is brought in for. */
  readonly asked: PolicyId | null;
  /** The person, so that nobody else on this device sees what was begun. */
  readonly personId: string;
}

/** A file on its way to being drafts: read, put right, saved. */
export function useImport({ policies, places, asked, personId }: Options) {
  const { api, cache } = useServices();
  const draft = useDraft<ImportDraft | null>(`policies.import.${asked ?? 'new'}.${personId}`, { initial: null });
  const { set, clear } = draft;
  const [problems, setProblems] = useState<Readonly<Record<number, Problems>>>({});
  const [failures, setFailures] = useState<Readonly<Record<number, CallFailed>>>({});

  const reading = useAction(async (file: File) => {
    const understood = await api.upload('policies.preview', { fileName: file.name }, file);
    const documents = foundIn(understood, { policies, asked, schoolId: places[0] ?? null });
    set({ fileName: file.name, documents, notes: understood.notes });
    return documents.length;
  });
  const change = useCallback(
    (index: number, part: (found: Found) => Found) => {
      setProblems({});
      set((now) => now && { ...now, documents: now.documents.map((found, i) => (i === index ? part(found) : found)) });
    },
    [set],
  );
  const forget = () => {
    setProblems({});
    setFailures({});
    set(null);
    clear();
  };

  const saving = useAction(async (now: ImportDraft) => {
    const failed: Record<number, CallFailed> = {};
    for (const [i, found] of now.documents.entries()) {
      if (found.isDropped || found.saved) continue;
      try {
        const saved = await api.call('policies.saveDraft', draftOf(found, policies, now.fileName));
        change(i, (one) => ({ ...one, saved }));
      } catch (error) {
        failed[i] = error instanceof CallFailed ? error : new CallFailed('unexpected', { cause: error });
      }
    }
    setFailures(failed);
    cache.forget('policies.');
    cache.forget('home.read');
    const isDone = Object.keys(failed).length === 0;
    if (isDone) clear();
    return { isDone, firstFailed: Number(Object.keys(failed)[0] ?? -1) };
  });

  /** The first document that is not ready, or null when all can be saved. */
  const check = (now: ImportDraft): number | null => {
    const found = now.documents.flatMap((one, i) => {
      const wrong = one.isDropped || one.saved ? {} : problemsOf(one, policies);
      return Object.keys(wrong).length > 0 ? [[i, wrong] as const] : [];
    });
    setProblems(Object.fromEntries(found));
    return found[0]?.[0] ?? null;
  };
  return { now: draft.value, reading, change, forget, saving, check, problems, failures };
}

/** Whether the browser can keep so much; otherwise the page must stay open. */
export const fitsInBrowser = (documents: readonly { readonly editing: Editing }[]): boolean =>
  documents.reduce((sum, { editing }) => sum + JSON.stringify(documentOf(editing)).length, 0) < MOST_KEPT;
