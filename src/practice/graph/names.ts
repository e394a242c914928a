import type { Person } from './directory';
import { type Fields, textOf } from './properties';
import { type Detail, Refusal } from './reply';
import type { World } from './world';

const conflict = (target: string, value: string): Refusal =>
  new Refusal(400, 'Request_BadRequest', `Another object with the same value for property ${target} already exists.`, {
    details: [
      {
        code: 'ObjectConflict',
        message: `Another object with the same value '${value}' for property ${target} already exists.`,
        target,
      },
    ],
  });

const invalidCharacter = (target: string): Refusal =>
  new Refusal(400, 'Request_BadRequest', `Property ${target} has invalid characters.`, {
    details: [{ code: 'InvalidCharacter', message: `Property ${target} has invalid characters.`, target }],
  });

const invalidValue = (name: string): Refusal =>
  new Refusal(400, 'Request_BadRequest', `Invalid value specified for property '${name}' of resource 'User'.`);

const MOST: Readonly<Record<string, number>> = {
  displayName: 256,
  givenName: 64,
  surname: 64,
  jobTitle: 128,
  department: 64,
  companyName: 64,
  employeeId: 16,
};
const NICKNAME = /^[A-Za-z0-9!#$%&'*+\-/=?^_`{|}~.]{1,64}$/;
const LOCAL_PART = /^(?!\.)[A-Za-z0-9'._!#^~-]{1,64}(?<!\.)$/;

/** Lengths and letters of whatever names the body holds. @throws Refusal 400 */
export function checkNames(world: World, body: Fields): void {
  for (const [name, most] of Object.entries(MOST))
    if (typeof body[name] === 'string' && body[name].length > most) throw invalidValue(name);
  if (body.displayName === '' || body.displayName === null) throw invalidValue('displayName');
  if (Array.isArray(body.businessPhones) && body.businessPhones.length > 1) throw invalidValue('businessPhones');
  const { usageLocation, mailNickname, userPrincipalName } = body;
  if (typeof usageLocation === 'string' && !/^[A-Z]{2}$/.test(usageLocation)) throw invalidValue('usageLocation');
  if (typeof mailNickname === 'string' && !NICKNAME.test(mailNickname)) throw invalidCharacter('mailNickname');
  if (typeof userPrincipalName === 'string') checkPrincipalName(world, userPrincipalName);
}

function checkPrincipalName(world: World, name: string): void {
  const [local = '', domain = '', ...rest] = name.split('@');
  if (rest.length > 0 || !LOCAL_PART.test(local)) throw invalidCharacter('userPrincipalName');
  if (name.length > 113) throw invalidValue('userPrincipalName');
  if (!verifiedDomains(world).includes(domain.toLowerCase()))
    throw new Refusal(
      400,
      'Request_BadRequest',
      'The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.',
    );
}

export function verifiedDomains(world: World): string[] {
  const { value } = (world.state.tables.documents.current.get('domains') ?? { value: [] }) as {
    readonly value: readonly { readonly id: string; readonly isVerified: boolean }[];
  };
  return value.filter((d) => d.isVerified).map((d) => d.id);
}

/** Words of passwords and names that this tenant does not take. */
const BLOCKED = ['password', 'microsoft', 'harbour', 'lantern', 'welcome'];

/** @throws Refusal 400 for a password the tenant's rules refuse */
export function checkPassword(password: unknown): void {
  const weak = (message: string): Refusal =>
    new Refusal(400, 'Request_BadRequest', message, {
      details: [{ code: 'InvalidPassword', message, target: 'password' }],
    });
  if (typeof password !== 'string' || password.length < 8 || password.length > 256)
    throw weak('The specified password does not comply with password complexity requirements.');
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  if (kinds < 3) throw weak('The specified password does not comply with password complexity requirements.');
  if (BLOCKED.some((word) => password.toLowerCase().includes(word)))
    throw weak('The password contains a word or pattern that makes it easy to guess.');
}

const group = (code: string, target: string, more: Readonly<Record<string, string>>): Refusal => {
  const detail: Detail = { code, message: `Property ${target} contains a word that is not allowed.`, target, ...more };
  return new Refusal(400, 'Request_BadRequest', detail.message, { details: [detail] });
};

/** The naming policy of groups. @throws Refusal 400 */
export function checkGroupNames(body: Fields): void {
  for (const target of ['displayName', 'mailNickname']) {
    const name = textOf(body[target]);
    const blocked = ['ceo', 'payroll', 'hr'].find((word) =>
      name
        .toLowerCase()
        .split(/[^a-z]+/)
        .includes(word),
    );
    if (blocked !== undefined)
      throw group('ContainsBlockedWord', target, { blockedWord: blocked, prefix: '', suffix: '' });
  }
  if (typeof body.mailNickname === 'string' && !/^[^@()\\[\]";:<>, ]{1,64}$/.test(body.mailNickname))
    throw invalidCharacter('mailNickname');
  if (typeof body.displayName === 'string' && (body.displayName === '' || body.displayName.length > 256))
    throw invalidValue('displayName');
}

type Names = Pick<Person, 'id' | 'userPrincipalName' | 'mailNickname' | 'proxyAddresses'>;

const others = (
  world: World,
  name: 'userPrincipalName' | 'mailNickname' | 'proxyAddresses' | 'mail',
  value: string,
  id: string,
): boolean => [...(world.indexes.people[name].get(value.toLowerCase()) ?? [])].some((other) => other !== id);

/** Nobody else may have the names: not even somebody of whom this copy has not heard. @throws Refusal 400 */
export function checkUnique(world: World, names: Names): void {
  const { id, userPrincipalName, mailNickname, proxyAddresses } = names;
  if (others(world, 'userPrincipalName', userPrincipalName, id)) throw conflict('userPrincipalName', userPrincipalName);
  if (others(world, 'mailNickname', mailNickname, id)) throw conflict('mailNickname', mailNickname);
  const addresses = [...proxyAddresses, `SMTP:${userPrincipalName}`, `smtp:${userPrincipalName}`];
  const taken = addresses.find((address) => others(world, 'proxyAddresses', address, id));
  if (taken !== undefined) throw conflict('proxyAddresses', taken);
}
