import { type Call, operation, type Operation } from './call';
import type { Sku } from './directory';
import { type Fields, isFields } from './properties';
import { contextFor } from './query';
import { type Answer, badRequest, noContent, notFound, ok } from './reply';
import type { World } from './world';

/** A whole document as the seed put it there. */
export const documentOf = (world: World, name: string): Fields => world.state.tables.documents.current.get(name) ?? {};

const documentCalled =
  (name: string, context: string) =>
  (call: Call): Answer =>
    ok({ ...contextFor(call, context), ...documentOf(call.world, name) });

function shapeSku(world: World, sku: Sku): Fields {
  return {
    id: sku.id,
    skuId: sku.skuId,
    skuPartNumber: sku.skuPartNumber,
    appliesTo: 'User',
    capabilityStatus: 'Enabled',
    consumedUnits: world.indexes.seats.get(sku.skuId) ?? 0,
    prepaidUnits: { enabled: sku.enabled, lockedOut: 0, suspended: 0, warning: 0 },
    servicePlans: sku.plans.map(({ servicePlanId, servicePlanName }) => ({
      servicePlanId,
      servicePlanName,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  };
}

const skus = (call: Call): Answer =>
  ok({
    ...contextFor(call, 'subscribedSkus'),
    value: [...call.world.state.tables.skus.current.values()].map((sku) => shapeSku(call.world, sku)),
  });

function sku(call: Call): Answer {
  const id = call.ids['subscribedSku-id'] ?? '';
  const found = [...call.world.state.tables.skus.current.values()].find((s) => s.id === id);
  if (!found) throw notFound(id);
  return ok({ ...contextFor(call, 'subscribedSkus/$entity'), ...shapeSku(call.world, found) });
}

const POLICY = 'authenticationMethodsPolicy';

function changePolicy(call: Call): Answer {
  if (!isFields(call.body)) throw badRequest('A body is required.');
  call.world.write('documents', POLICY, { ...documentOf(call.world, POLICY), ...call.body }, 'atOnce');
  return noContent;
}

const configurations = (world: World): Fields[] => {
  const list = documentOf(world, POLICY).authenticationMethodConfigurations;
  return Array.isArray(list) ? list.filter(isFields) : [];
};

/** One method's part of the policy: who may use it and how. */
export const methodPolicy = (world: World, id: string): Fields | undefined =>
  configurations(world).find((c) => String(c.id).toLowerCase() === id.toLowerCase());

function configuration(call: Call): Answer {
  const id = call.ids['config-id'] ?? '';
  const found = methodPolicy(call.world, id);
  if (!found) throw notFound(id);
  return ok({ ...contextFor(call, `${POLICY}/authenticationMethodConfigurations/$entity`), ...found });
}

/** @param change what is different from now on */
export function changeMethodPolicy(world: World, id: string, change: Fields): void {
  const all = configurations(world).map((c) =>
    String(c.id).toLowerCase() === id.toLowerCase() ? { ...c, ...change } : c,
  );
  world.write('documents', POLICY, { ...documentOf(world, POLICY), authenticationMethodConfigurations: all }, 'atOnce');
}

function patchConfiguration(call: Call): Answer {
  const id = call.ids['config-id'] ?? '';
  if (!methodPolicy(call.world, id)) throw notFound(id);
  if (!isFields(call.body)) throw badRequest('A body is required.');
  changeMethodPolicy(call.world, id, call.body);
  return noContent;
}

const READ_POLICY = ['Policy.Read.AuthenticationMethod', 'Policy.ReadWrite.AuthenticationMethod'];
const WRITE_POLICY = ['Policy.ReadWrite.AuthenticationMethod'];
const policies = { lane: 'policies' } as const;
const AT = '/policies/authenticationMethodsPolicy';
const CONFIGURATION = `${AT}/authenticationMethodConfigurations/{config-id}`;

export const TENANT: readonly Operation[] = [
  operation('GET /domains', ['Domain.Read.All', 'Domain.ReadWrite.All'], documentCalled('domains', 'domains')),
  operation(
    'GET /organization',
    ['DeviceManagementServiceConfig.Read.All', 'Organization.Read.All'],
    documentCalled('organization', 'organization'),
  ),
  operation('GET /subscribedSkus', ['LicenseAssignment.Read.All'], skus, { units: 3 }),
  operation('GET /subscribedSkus/{subscribedSku-id}', ['LicenseAssignment.Read.All'], sku, { units: 3 }),
  operation(`GET ${AT}`, READ_POLICY, documentCalled(POLICY, POLICY), policies),
  operation(`PATCH ${AT}`, WRITE_POLICY, changePolicy, policies),
  operation(`GET ${CONFIGURATION}`, READ_POLICY, configuration, policies),
  operation(`PATCH ${CONFIGURATION}`, WRITE_POLICY, patchConfiguration, policies),
];
