import { Link, useParams } from 'wouter';
import type { Input as Sent, Output } from '../../src/api/contract';
import { accountDesk, accountPages as words, accountRegisters, accountSetUp, accounts } from '../../src/texts/en-gb';
import { useRoomStyles } from '../ui/Room.styles';
import { AsyncView } from '../ui/AsyncView';
import { longDate, shortDate } from '../ui/dates';
import { Page, Part } from '../ui/Page';
import { useCall } from '../ui/useLoad';
import { HandOffs } from './HandOffs';
import { LapseNote } from './Lapses';
import { PlanRows } from './Overview';
import { PlaceHold } from './set-up/SetUp';

type View = Output<'accounts.person'>;
type PersonId = Sent<'accounts.person'>['personId'];
const t = words.person;

/** Who has what, since when and why; what differs; what was lent. */
export function Person() {
  const styles = useRoomStyles();
  const { personId } = useParams<{ personId: string }>();
  // The address's own; the server checks it.
  const load = useCall('accounts.person', { personId: personId as PersonId });
  const view = load.state === 'ready' ? load.data : null;
  return (
    <Page
      title={view?.name ?? words.title}
      {...(view && { lead: t.lead(accounts.standings[view.standing]) })}
      back={{ to: '/work/accounts', name: words.title }}
    >
      <AsyncView load={load}>
        {(d) => (
          <>
            {d.isKept && <p className={styles.title}>{accounts.kept}</p>}
            <Facts view={d} />
            {d.lapse && (
              <LapseNote lapse={d.lapse} personId={d.personId} mayAsk={d.abilities.includes('account.request')} />
            )}
            <Acts view={d} done={load.reload} />
            <Part heading={t.rights}>
              <Lines
                none={t.noRights}
                lines={d.rights.map((r) => ({ key: r.system, text: `${r.system}: ${r.right}`, quiet: r.why }))}
              />
            </Part>
            <Part heading={t.differs}>
              <Lines
                none={t.nothing}
                lines={d.findings.map((f) => ({
                  key: `${f.kind} ${f.about}`,
                  text: [words.findings[f.kind], f.about, f.detail].filter((x) => x !== '').join(' · '),
                  quiet: f.cannotTell ? t.cannotTell : t.foundSince(shortDate(f.since)),
                }))}
              />
            </Part>
            <HandOffs rows={d.handOffs} done={load.reload} />
            <Part heading={t.equipment}>
              <Lines
                none={t.noEquipment}
                lines={d.equipment.map((e) => ({
                  key: e.id,
                  text: t.lent(accountRegisters.equipment.kinds[e.kind], e.number, shortDate(e.issuedOn)),
                  quiet: e.returnedOn === null ? e.condition : t.back(shortDate(e.returnedOn)),
                }))}
              />
            </Part>
            <Part heading={t.history}>
              <PlanRows rows={d.plans} />
            </Part>
          </>
        )}
      </AsyncView>
    </Page>
  );
}

/** What may be asked for or done about this person here. */
function Acts({ view, done }: { view: View; done: () => void }) {
  const styles = useRoomStyles();
  const to = (page: string): string => `/work/accounts/person/${view.personId}/${page}`;
  return (
    <div className={styles.row}>
      {view.abilities.includes('account.hand_pass') && (
        <Link href={to('pass')} className={styles.link}>
          {accountDesk.open}
        </Link>
      )}
      {view.abilities.includes('account.request') && (
        <Link href={to('role')} className={styles.link}>
          {accountSetUp.mover.open}
        </Link>
      )}
      {view.abilities.includes('account.hold') && !view.isKept && <PlaceHold personId={view.personId} done={done} />}
    </div>
  );
}

function Facts({ view }: { view: View }) {
  const styles = useRoomStyles();
  const rows = [
    { name: t.address, value: view.address },
    { name: t.since, value: view.since && longDate(view.since) },
    { name: t.last, value: view.lastWorkingDay && longDate(view.lastWorkingDay) },
    { name: t.end, value: view.contractEnd && longDate(view.contractEnd) },
  ].filter((row) => row.value !== null);
  return (
    <dl className={styles.section}>
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt className={styles.quiet}>{name}</dt>
          <dd className={styles.text}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

interface Line {
  readonly key: string;
  readonly text: string;
  readonly quiet: string;
}

function Lines({ lines, none }: { lines: readonly Line[]; none: string }) {
  const styles = useRoomStyles();
  if (lines.length === 0) return <p className={styles.quiet}>{none}</p>;
  return (
    <ul className={styles.entries}>
      {lines.map((line) => (
        <li key={line.key} className={styles.entry}>
          <span>{line.text}</span>
          {line.quiet !== '' && <span className={styles.quiet}>{line.quiet}</span>}
        </li>
      ))}
    </ul>
  );
}
