import { Checkbox } from '@fluentui/react-components';
import { useRoomStyles } from './Room.styles';

interface Props<Key extends string> {
  readonly legend: string;
  readonly options: readonly { readonly key: Key; readonly label: string }[];
  readonly chosen: readonly Key[];
  readonly set: (chosen: readonly Key[]) => void;
  readonly message: string | undefined;
}

/** Several may be ticked. A fieldset, because a `Field` names one control and would give every tick the same id. */
export function Ticks<Key extends string>({ legend, options, chosen, set, message }: Props<Key>) {
  const styles = useRoomStyles();
  return (
    <fieldset className={styles.ticks} aria-invalid={message !== undefined}>
      <legend className={styles.legend}>{legend}</legend>
      {options.map(({ key, label }) => (
        <Checkbox
          key={key}
          label={label}
          checked={chosen.includes(key)}
          onChange={(_, { checked }) => set(checked === true ? [...chosen, key] : chosen.filter((k) => k !== key))}
        />
      ))}
      {message !== undefined && (
        <span role="alert" className={styles.late}>
          {message}
        </span>
      )}
    </fieldset>
  );
}
