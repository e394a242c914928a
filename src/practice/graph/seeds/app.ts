import { uuidOf } from '../../trust/dice';
import { accountIdOf } from '../../trust/keys';
import type { World } from '../world';
import { plant } from './plant';

/** The Teams app as the school's administrator put it into the catalogue. */
export interface TeamsApp {
  /** The id in its manifest. */
  readonly externalId: string;
  /** The registration that sends in its name. */
  readonly appId: string;
  /** What its manifest can say, with the parameters each sentence needs. */
  readonly activityTypes: Readonly<Record<string, readonly string[]>>;
}

export const CATALOGUE_ID = uuidOf('catalogue app lantern');

/** In the catalogue, and installed for everybody who has been there long enough; the leaver's is still there, too. */
export function plantApp(world: World, app: TeamsApp): void {
  plant(world, 'apps', CATALOGUE_ID, {
    id: CATALOGUE_ID,
    displayName: 'Lantern',
    distributionMethod: 'organization',
    ...app,
  });
  const first = [accountIdOf('lh.leadership.1'), accountIdOf('lh.ks2-teaching.4'), accountIdOf('lh.office.1')];
  for (const personId of first) {
    const id = Buffer.from(`${personId}##${CATALOGUE_ID}`).toString('base64');
    plant(world, 'installations', id, { id, personId, appId: CATALOGUE_ID });
  }
}
