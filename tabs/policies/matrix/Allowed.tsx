import { Link } from 'wouter';
import { policies as words } from '../../../src/texts/en-gb';
import { AsyncView } from '../../ui/AsyncView';
import { Page } from '../../ui/Page';
import { useCall } from '../../ui/useLoad';
import { paths } from '../paths';
import { useSharedStyles } from '../Policies.styles';
import { MatrixTable, useMatrixView, ViewChoice } from './MatrixView';

const OFFERED = ['both', 'staff', 'pupils'] as const;

/** Every matrix of the policies in force, for staff or for pupils. */
export function Allowed() {
  const load = useCall('policies.matrices', {});
  const shared = useSharedStyles();
  const [view, choose] = useMatrixView(OFFERED);
  return (
    <Page title={words.matrix.title} lead={words.matrix.lead} back={{ to: paths.list, name: words.title }}>
      <AsyncView
        load={load}
        empty={{
          when: ({ matrices }) => matrices.length === 0,
          title: words.matrix.empty.title,
          next: words.matrix.empty.next,
        }}
      >
        {({ matrices }) => (
          <div className={shared.stack}>
            <ViewChoice offered={OFFERED} view={view} choose={choose} />
            {matrices.map((matrix) => (
              <section key={matrix.policyId + matrix.anchor} className={shared.tight} aria-label={matrix.heading}>
                <h2 className={shared.heading}>{matrix.heading}</h2>
                <MatrixTable matrix={matrix} view={view === 'document' ? 'both' : view} />
                <Link href={paths.read(matrix.policyId, { anchor: matrix.anchor })} className={shared.link}>
                  {words.matrix.source(matrix.title, matrix.versionLabel)}
                </Link>
              </section>
            ))}
          </div>
        )}
      </AsyncView>
    </Page>
  );
}
