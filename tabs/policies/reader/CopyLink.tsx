import { Button } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { frame, policies as words } from '../../../src/texts/en-gb';
import { useAnnounce } from '../../ui/Announcer';
import { useServices } from '../../ui/services';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import type { PolicyId, VersionId } from '../types';

interface Props {
  readonly policyId: PolicyId;
  readonly versionId?: VersionId | undefined;
  readonly anchor?: string;
  /** What the link is called where it is pasted. */
  readonly label: string;
  readonly name?: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Gives the person a link to the same place: through the host, or by the clipboard. */
export function CopyLink({ policyId, versionId, anchor, label, name, className, children }: Props) {
  const { host } = useServices();
  const shared = useSharedStyles();
  const say = useAnnounce();
  const [outcome, setOutcome] = useState<'shared' | 'copied' | 'refused' | null>(null);
  const path = paths.read(policyId, { versionId, anchor });
  const copy = async () => {
    const how = await host.share(path, label);
    setOutcome(how);
    if (how === 'copied') say(frame.copied);
    if (how === 'refused') say(frame.copyRefused);
  };
  return (
    <>
      <Button
        {...(className !== undefined && { className, appearance: 'transparent', size: 'small' })}
        {...(name !== undefined && { 'aria-label': name })}
        onClick={() => void copy()}
      >
        {outcome === 'copied' ? frame.copied : children}
      </Button>
      {outcome === 'refused' && (
        <span className={shared.quiet}>
          {frame.copyRefused} {words.reader.here(host.linkTo(path, label))}
        </span>
      )}
    </>
  );
}
