import { Button, Field, Input } from '@fluentui/react-components';
import type { Output } from '../../../src/api/contract';
import { accountPages, accountPupils, accountSetUp as words } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { AsyncView } from '../../ui/AsyncView';
import { longDate, shortDate } from '../../ui/dates';
import { Failure } from '../../ui/Failure';
import { FormBox, Opening } from '../../ui/FormBox';
import { useMe } from '../../ui/Me';
import { Notice } from '../../ui/Notice';
import { Page, Part } from '../../ui/Page';
import { useRoomStyles } from '../../ui/Room.styles';
import { useServices } from '../../ui/services';
import { useAction } from '../../ui/useAction';
import { problem, useFleeting, useForm } from '../../ui/useForm';
import { useCall } from '../../ui/useLoad';
import { RoleForm } from './RoleForm';
import { SchemeForm } from './SchemeForm';

type SetUpData = Output<'accounts.setUp'>;
type PersonId = Output<'accounts.holds'>['holds'][number]['personId'];

/** How the school keeps accounts: what counts for everybody, the roles, whose accounts are kept, and who changed what. */
export function SetUp() {
  const load = useCall('accounts.setUp', {});
  const me = useMe();
  const abilities: readonly string[] = me.state === 'ready' ? me.data.abilities : [];
  const mayChange = abilities.includes('account.set_up');
  return (
    <Page title={words.title} lead={words.lead} back={{ to: '/work/accounts', name: accountPages.title }}>
      <AsyncView load={load}>
        {(d) => (
          <>
            {!mayChange && (
              <Notice title={d.scheme === null ? words.none : words.needRights}>
                {d.scheme === null && words.noneNext}
              </Notice>
            )}
            <Everybody setUp={d} mayChange={mayChange} done={load.reload} />
            <YearGroups cohorts={d.cohorts} />
            <Roles setUp={d} mayChange={mayChange} done={load.reload} />
            {abilities.includes('account.read_holds') && <Holds />}
            <History setUp={d} />
          </>
        )}
      </AsyncView>
    </Page>
  );
}

interface PartProps {
  readonly setUp: SetUpData;
  readonly mayChange: boolean;
  readonly done: () => void;
}

function Everybody({ setUp, mayChange, done }: PartProps) {
  const styles = useRoomStyles();
  const { scheme } = setUp;
  const t = words.scheme;
  const { closesAnHour, share, factor } = scheme?.breaker ?? { closesAnHour: 0, share: 0, factor: 0 };
  const facts: readonly (readonly [string, string])[] = scheme
    ? [
        [t.domain, scheme.domain],
        [t.lead, String(scheme.leadDays)],
        [t.pending, scheme.pendingGroup.name],
        [t.signed, scheme.signedGroup.name],
        [t.licence, scheme.pupilLicence?.name ?? '–'],
        [t.closes, String(closesAnHour)],
        [t.share, String(share)],
        [t.factor, String(factor)],
        [t.reply, scheme.leaverReply],
        [t.slip, scheme.slip],
      ]
    : [];
  return (
    <Part heading={t.heading}>
      <dl className={styles.section}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className={styles.quiet}>{name}</dt>
            <dd className={styles.text}>{value}</dd>
          </div>
        ))}
      </dl>
      {mayChange && (
        <Opening name={t.edit}>
          {(close) => <SchemeForm setUp={setUp} close={close} done={closing(close, done)} />}
        </Opening>
      )}
    </Part>
  );
}

/** Groups of pupils with what they are called this school year: in September the labels move up, and nobody else does. */
function YearGroups({ cohorts }: { cohorts: SetUpData['cohorts'] }) {
  const styles = useRoomStyles();
  const me = useMe();
  const schools = me.state === 'ready' ? me.data.schools : [];
  const t = accountPupils.years;
  if (cohorts.length === 0) return null;
  return (
    <Part heading={t.heading}>
      <p className={styles.text}>{t.lead}</p>
      <ul className={styles.entries}>
        {cohorts.map((c) => (
          <li key={`${c.schoolId} ${c.entryYear}`} className={styles.entry}>
            <span>{t.now(c.groupName, c.year)}</span>
            <span className={styles.quiet}>
              {[schools.find((s) => s.id === c.schoolId)?.name ?? '', c.next === null ? t.last : t.next(c.next)]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** A form that was saved closes, and the page shows what counts now. */
const closing = (close: () => void, done: () => void) => () => {
  close();
  done();
};

function Roles({ setUp, mayChange, done }: PartProps) {
  const styles = useRoomStyles();
  const me = useMe();
  const schools = me.state === 'ready' ? me.data.schools : [];
  const t = words.roles;
  return (
    <Part heading={t.heading}>
      <ul className={styles.list}>
        {setUp.templates.map((role) => (
          <li key={role.id} className={styles.card}>
            <h3 className={styles.title}>{role.label}</h3>
            <span className={styles.quiet}>
              {[schools.find((s) => s.id === role.schoolId)?.name ?? t.every, t.jobs[role.jobRole]].join(' · ')}
            </span>
            <span>{[...role.groups, ...role.licenceGroups].map((g) => g.name).join(', ')}</span>
            {mayChange && (
              <Opening name={t.edit(role.label)}>
                {(close) => <RoleForm setUp={setUp} role={role} close={close} done={closing(close, done)} />}
              </Opening>
            )}
          </li>
        ))}
      </ul>
      {mayChange && (
        <Opening name={t.add}>
          {(close) => <RoleForm setUp={setUp} role={null} close={close} done={closing(close, done)} />}
        </Opening>
      )}
    </Part>
  );
}

function Holds() {
  const styles = useRoomStyles();
  const load = useCall('accounts.holds', {});
  const t = words.holds;
  return (
    <Part heading={t.heading}>
      <p className={styles.text}>{t.lead}</p>
      <AsyncView load={load}>
        {({ holds }) =>
          holds.length === 0 ? (
            <p className={styles.quiet}>{t.none}</p>
          ) : (
            <ul className={styles.entries}>
              {holds.map((h) => (
                <li key={h.personId} className={styles.entry}>
                  <span>{h.name}</span>
                  <span className={styles.quiet}>{t.since(longDate(h.at))}</span>
                  <Release personId={h.personId} done={load.reload} />
                </li>
              ))}
            </ul>
          )
        }
      </AsyncView>
    </Part>
  );
}

function Release({ personId, done }: { personId: PersonId; done: () => void }) {
  const { api, cache } = useServices();
  const say = useAnnounce();
  const releasing = useAction(() => api.call('accounts.releaseHold', { personId }));
  const go = async () => {
    if ((await releasing.run()) === undefined) return;
    cache.forget('accounts.');
    say(words.holds.released);
    done();
  };
  return (
    <>
      {releasing.state === 'failed' && <Failure error={releasing.error} />}
      <span>
        <Button disabledFocusable={releasing.state === 'busy'} onClick={() => void go()}>
          {words.holds.release}
        </Button>
      </span>
    </>
  );
}

/** Keeping everything of one account, from that person's page. */
export function PlaceHold({ personId, done }: { personId: PersonId; done: () => void }) {
  const t = words.holds;
  return (
    <Opening name={t.place}>
      {(close) => <Place personId={personId} close={close} done={closing(close, done)} />}
    </Opening>
  );
}

function Place({ personId, close, done }: { personId: PersonId; close: () => void; done: () => void }) {
  const t = words.holds;
  const { api, cache } = useServices();
  const say = useAnnounce();
  const { values, change } = useFleeting({ reason: '' });
  const form = useForm({
    values,
    change,
    check: ({ reason }) => (reason.trim() === '' ? { reason: t.need } : {}),
    send: ({ reason }) => api.call('accounts.placeHold', { personId, reason: reason.trim() }),
    done: () => {
      cache.forget('accounts.');
      say(t.placed);
      done();
    },
  });
  return (
    <FormBox form={form} go={t.place} cancel={close} isQuiet>
      <Field label={t.why} hint={t.whyHint} {...problem(form.problems.reason)}>
        <Input value={values.reason} onChange={(_, { value }) => form.set({ reason: value })} />
      </Field>
    </FormBox>
  );
}

const SHOWN = 30;

function History({ setUp }: { setUp: SetUpData }) {
  const styles = useRoomStyles();
  const t = words.history;
  const nameOf = (what: string): string =>
    what === 'scheme' ? t.scheme : (setUp.templates.find((x) => `role ${x.id}` === what)?.label ?? what);
  if (setUp.versions.length === 0) return null;
  return (
    <Part heading={t.heading}>
      <ul className={styles.entries}>
        {setUp.versions.slice(0, SHOWN).map((v) => (
          <li key={`${v.what} ${v.rev}`} className={styles.entry}>
            <span>{t.line(nameOf(v.what), v.rev)}</span>
            <span className={styles.quiet}>{t.by(v.byName, shortDate(v.at))}</span>
          </li>
        ))}
      </ul>
    </Part>
  );
}
