import { Field, Input } from '@fluentui/react-components';
import type { Output } from '../../src/api/contract';
import { accountPages as words, accounts } from '../../src/texts/en-gb';
import { useRoomStyles } from '../ui/Room.styles';
import { FormBox } from '../ui/FormBox';
import { useAnnounce } from '../ui/Announcer';
import { Part } from '../ui/Page';
import { useServices } from '../ui/services';
import { problem, useFleeting, useForm } from '../ui/useForm';

type HandOff = Output<'accounts.list'>['handOffs'][number];

/** What the directory has no way for: somebody does it and says how it can be seen. */
export function HandOffs({ rows, done }: { rows: readonly HandOff[]; done: () => void }) {
  const styles = useRoomStyles();
  const open = rows.filter((r) => r.doneAt === null);
  if (open.length === 0) return null;
  return (
    <Part heading={words.handOffs.heading}>
      <ul className={styles.list}>
        {open.map((row) => (
          <Task key={row.id} row={row} done={done} />
        ))}
      </ul>
    </Part>
  );
}

function Task({ row, done }: { row: HandOff; done: () => void }) {
  const styles = useRoomStyles();
  const { api } = useServices();
  const say = useAnnounce();
  const { values, change } = useFleeting({ proof: '' });
  const form = useForm({
    values,
    change,
    check: ({ proof }) => (proof.trim() === '' ? { proof: words.need } : {}),
    send: ({ proof }) => api.call('accounts.finishHandOff', { handOffId: row.id, proof: proof.trim() }),
    done: () => {
      say(words.handOffs.finished);
      done();
    },
  });
  return (
    <li className={styles.card}>
      <span className={styles.title}>{`${accounts.tasks[row.task]} ${row.about}`.trim()}</span>
      <FormBox form={form} go={words.handOffs.done}>
        <Field label={words.handOffs.proof} {...problem(form.problems.proof)}>
          <Input value={values.proof} onChange={(_, { value }) => form.set({ proof: value })} />
        </Field>
      </FormBox>
    </li>
  );
}
