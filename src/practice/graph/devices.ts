import { type Call, idOf, operation, type Operation } from './call';
import type { Device, ManagedDevice } from './directory';
import { DEVICE_FILTERS } from './filterable';
import { page, type Source } from './lists';
import { personOf } from './people';
import { bodyAs, DEVICE_PROPERTIES, emptyOf, type Fields } from './properties';
import { contextFor, type Kind, selectOf, typeFor } from './query';
import { type Answer, noContent, notFound, ok, Refusal } from './reply';
import { see } from './replicas';

const KIND: Kind = {
  type: 'device',
  properties: DEVICE_PROPERTIES,
  defaults: [...DEVICE_PROPERTIES.keys()],
  filters: DEVICE_FILTERS,
};

const value = ({ id, props }: Device, name: string): unknown =>
  name === 'id' ? id : (props[name] ?? emptyOf(DEVICE_PROPERTIES, name));
const shape = (device: Device, names: readonly string[]): Fields =>
  Object.fromEntries(['id', ...names].map((name) => [name, value(device, name)]));

const source = (call: Call, belongs: (device: Device) => boolean, isOfPerson: boolean): Source<Device> => ({
  kind: KIND,
  context: isOfPerson ? 'directoryObjects' : 'devices',
  ids: () => call.world.state.tables.devices.order,
  row: (id, view) => {
    const device = see(call.world.state.tables.devices, id, view, call.world.now());
    return device && belongs(device) ? device : undefined;
  },
  value,
  shape: (device, query) => ({ ...(isOfPerson && typeFor(call, 'device')), ...shape(device, query.select) }),
});

const ofPerson = (side: 'ownerIds' | 'userIds') => (call: Call) => {
  const { id } = personOf(call);
  return page(
    call,
    source(call, (device) => device[side].includes(id), true),
  );
};

function deviceOf(call: Call): Device {
  const id = idOf(call, 'device-id').toLowerCase();
  const device = see(call.world.state.tables.devices, id, call.view, call.world.now());
  if (!device) throw notFound(id);
  return device;
}

function get(call: Call): Answer {
  const { names } = selectOf(call, KIND, false);
  return ok({ ...contextFor(call, 'devices/$entity'), ...shape(deviceOf(call), names) });
}

function patch(call: Call): Answer {
  const body = bodyAs(DEVICE_PROPERTIES, 'device', call.body);
  const device = deviceOf(call);
  call.world.write('devices', device.id, { ...device, props: { ...device.props, ...body } }, 'patch', call.view);
  return noContent;
}

const remove = (call: Call): Answer => {
  call.world.write('devices', deviceOf(call).id, null, 'patch', call.view);
  return noContent;
};

const shapeManaged = ({ id, props }: ManagedDevice): Fields => ({ id, ...props });

function managedOf(call: Call): ManagedDevice {
  const id = idOf(call, 'managedDevice-id');
  const device = call.world.state.tables.managedDevices.current.get(id);
  if (!device) throw notFound(id);
  return device;
}

const listManaged = (call: Call): Answer =>
  ok({
    ...contextFor(call, 'deviceManagement/managedDevices'),
    value: [...call.world.state.tables.managedDevices.current.values()].map(shapeManaged),
  });

const setState = (call: Call, managementState: string): Answer => {
  const device = managedOf(call);
  call.world.write('managedDevices', device.id, { ...device, props: { ...device.props, managementState } }, 'atOnce');
  return noContent;
};

/** Everything on the device would be gone: only in a run that was started to allow it. */
function wipe(call: Call): Answer {
  if (call.world.switches.wipe !== 'allowed')
    throw new Refusal(403, 'Forbidden', 'Wiping is not allowed in this run.', { marker: 'refused: wipe' });
  return setState(call, 'wipePending');
}

const changeManaged = (call: Call): Answer => {
  const device = managedOf(call);
  call.world.write(
    'managedDevices',
    device.id,
    { ...device, props: { ...device.props, ...(call.body as Fields) } },
    'atOnce',
  );
  return noContent;
};

const READ = ['Device.Read.All', 'Device.ReadWrite.All'];
const WRITE = ['Device.ReadWrite.All'];
const MANAGED = '/deviceManagement/managedDevices';
const READ_MANAGED = ['DeviceManagementManagedDevices.Read.All', 'DeviceManagementManagedDevices.ReadWrite.All'];
const WRITE_MANAGED = ['DeviceManagementManagedDevices.ReadWrite.All'];
const other = { lane: 'other' } as const;
const own = { delegated: ['User.Read', 'User.Read.All'] };

export const DEVICES: readonly Operation[] = [
  operation('GET /devices', ['Device.Read.All'], (call) =>
    page(
      call,
      source(call, () => true, false),
    ),
  ),
  operation('GET /devices/{device-id}', READ, get),
  operation('PATCH /devices/{device-id}', WRITE, patch),
  operation('DELETE /devices/{device-id}', WRITE, remove),
  operation('GET /users/{user-id}/ownedDevices', ['User.Read.All'], ofPerson('ownerIds'), own),
  operation('GET /users/{user-id}/registeredDevices', ['User.Read.All'], ofPerson('userIds'), own),
  operation(`GET ${MANAGED}`, READ_MANAGED, listManaged, other),
  operation(
    `GET ${MANAGED}/{managedDevice-id}`,
    READ_MANAGED,
    (c) => ok({ ...contextFor(c, 'managedDevices/$entity'), ...shapeManaged(managedOf(c)) }),
    other,
  ),
  operation(`PATCH ${MANAGED}/{managedDevice-id}`, WRITE_MANAGED, changeManaged, other),
  operation(
    `POST ${MANAGED}/{managedDevice-id}/retire`,
    ['DeviceManagementManagedDevices.PrivilegedOperations.All'],
    (c) => setState(c, 'retirePending'),
    other,
  ),
  operation(`POST ${MANAGED}/{managedDevice-id}/wipe`, WRITE_MANAGED, wipe, other),
];
