import { purge } from './deleted';
import { settleDynamic } from './dynamic';
import { dropLicences, settleLicences } from './group-licences';
import { mailboxGone, mailboxReady, recipientKnown } from './provisioning';
import { cutOff } from './sessions';
import type { DueKind } from './state';
import { syncPerson } from './sync';
import { settleArchive } from './teams';
import { settleTeam } from './team-sync';
import { undo } from './undo';
import type { World } from './world';
import { deliver } from './notices';

type Handler = (world: World, data: Readonly<Record<string, unknown>>) => void;

const HANDLERS: Readonly<Record<DueKind, Handler>> = {
  archive: settleArchive,
  dynamic: settleDynamic,
  groupLicence: settleLicences,
  leaveLicence: dropLicences,
  mailboxReady,
  mailboxGone,
  notice: deliver,
  purge,
  recipient: recipientKnown,
  revoke: cutOff,
  sync: syncPerson,
  teamMember: settleTeam,
  undo,
};

/** Does everything that is due by now, each at its own moment. */
export function catchUp(world: World): void {
  const now = world.now();
  for (let first = world.state.due[0]; first && first.at <= now; first = world.state.due[0]) {
    world.state.due.shift();
    world.moment = first.at;
    HANDLERS[first.kind](world, first.data);
    world.moment = null;
  }
}
