import type { Change } from '../../../src/core/accounts/step';
import type { Controls } from '../../../src/practice/graph/controls';

type Person = NonNullable<ReturnType<Controls['person']>>;

const peopleWith = (controls: Controls, key: string): Person[] =>
  controls
    .state()
    .people.filter((p) => p.employeeId === key)
    .flatMap((p) => controls.person(p.id) ?? []);

const replyOf = (controls: Controls, id: string): unknown => {
  const setting = controls.mailbox(id)?.settings['automaticRepliesSetting'];
  return (setting as { internalReplyMessage?: string } | undefined)?.internalReplyMessage ?? null;
};

/** Everything about the accounts under a key that has to be the same however a story went. Instants are left out. */
export const truthOf = (controls: Controls, key: string): unknown =>
  peopleWith(controls, key).map((p) => ({
    isOpen: p.accountEnabled,
    name: p.displayName,
    address: p.userPrincipalName,
    other: { department: p.other['department'], jobTitle: p.other['jobTitle'] },
    manager: p.managerId,
    groups: [...p.groups].sort(),
    direct: p.licences.filter((l) => l.assignedByGroup === null).map((l) => l.skuId),
    methods: p.methods.map((m) => m.kind),
    areSessionsOver: p.tokensCutOffAt !== null,
    mailbox: controls.mailbox(p.id)?.purpose ?? null,
    reply: replyOf(controls, p.id),
  }));

const stamp = (text: string | null): number => (text === null ? 0 : Date.parse(text));

/** Is the change made, in truth? Told by the directory's own tables, and by nothing that our code reads. */
export function isTrue(controls: Controls, key: string, change: Change): boolean {
  const [p, ...others] = peopleWith(controls, key);
  if (p === undefined || others.length > 0) return false;
  switch (change.do) {
    case 'close':
    case 'open':
      return p.accountEnabled === (change.do === 'open');
    case 'end_sessions':
      return stamp(p.signInSessionsValidFromDateTime) >= change.since;
    case 'new_password':
      return stamp(p.lastPasswordChangeDateTime) >= change.since;
    case 'remove_method':
      return p.methods.every((m) => m.id !== change.method.id);
    case 'set_reply':
      return replyOf(controls, p.id) === change.text;
    case 'set_manager':
      return p.managerId === change.managerId;
    case 'set_profile':
      return p.displayName === change.profile.displayName;
    case 'join':
    case 'leave':
      return p.groups.includes(change.group.id) === (change.do === 'join');
    case 'remove_licence':
      return p.licences.every((l) => l.skuId !== change.sku || l.assignedByGroup !== null);
    default:
      return true;
  }
}
