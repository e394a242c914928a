import { Button, mergeClasses } from '@fluentui/react-components';
import { Fragment, useId, useState } from 'react';
import { policies } from '../../../src/texts/en-gb';
import { longDate } from '../../ui/dates';
import { useMe } from '../../ui/Me';
import { useSharedStyles } from '../Policies.styles';
import type { PolicyView, Version } from '../types';
import { useReaderStyles } from './Reader.styles';

const words = policies.reader;
type Row = readonly [name: string, value: string];

/** Who wrote this version, who agreed to it and until when it counts. Folded on the screen, always on paper. */
export function AboutVersion({ view }: { view: PolicyView }) {
  const styles = useReaderStyles();
  const shared = useSharedStyles();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const me = useMe();
  const school = me.state === 'ready' ? me.data.schools.find((one) => one.id === view.schoolId) : undefined;
  return (
    <section className={shared.tight} aria-label={words.about}>
      <div className={styles.about}>
        <Button appearance="subtle" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
          {words.about}
          <span aria-hidden="true" className={styles.chevron}>
            {isOpen ? '▴' : '▾'}
          </span>
        </Button>
      </div>
      <div id={id} className={mergeClasses(styles.panel, isOpen && styles.open)}>
        <dl className={styles.facts}>
          {rowsOf(view, school?.name ?? words.facts.trust).map(([name, value]) => (
            <Fragment key={name}>
              <dt className={styles.factName}>{name}</dt>
              <dd className={styles.fact}>{value}</dd>
            </Fragment>
          ))}
        </dl>
      </div>
    </section>
  );
}

export function rowsOf({ version, audience }: PolicyView, school: string): Row[] {
  const { facts } = words;
  const when = (name: string, value: string | null): Row[] => (value === null ? [] : [[name, value]]);
  return [
    [facts.version, version.label],
    [facts.state, policies.state[version.state]],
    ...when(facts.forWhom, audience && policies.audience[audience]),
    [facts.school, school],
    [facts.author, facts.authored(version.authorName, longDate(version.draftedAt))],
    [facts.approved, approvalOf(version)],
    ...when(facts.change, changeOf(version)),
    [facts.ratified, ratificationOf(version)],
    ...when(facts.published, version.publishedAt === null ? null : longDate(version.publishedAt)),
    ...when(facts.review, version.nextReviewOn === null ? null : longDate(version.nextReviewOn)),
    ...when(facts.source, version.sourceName),
  ];
}

const approvalOf = ({ approvedByName, approvedAt }: Version): string =>
  approvedAt === null ? words.facts.notApproved : words.facts.approvedBy(approvedByName ?? '', longDate(approvedAt));

const changeOf = ({ change, changeReason }: Version): string | null =>
  change && words.changeWhy(words.change[change], changeReason ?? '');

function ratificationOf({ ratifiedOn, ratifiedMinute, pendingRatification }: Version): string {
  if (ratifiedOn !== null) return words.facts.ratifiedOn(longDate(ratifiedOn), ratifiedMinute ?? '');
  return pendingRatification === null ? words.facts.notRatified : words.facts.pending(pendingRatification);
}
