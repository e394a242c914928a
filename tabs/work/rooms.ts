import type { ComponentType } from 'react';
import { later } from '../ui/later';
import type { Me } from '../ui/Me';

export type Room = Me['rooms'][number];

/** `/work/class-sheets`: the room's name as an address writes it. */
export const pathOfRoom = (room: Room): string => `/work/${room.replaceAll('_', '-')}`;

interface RoomPage {
  readonly room: Room;
  /** Made by `later` of `ui/later`. */
  readonly page: ComponentType;
}

/** Also reached from a notice, by people whose room it is not: the server lets in those the case is open to. */
export const CasePages = later(() => import('../cases/Cases').then((m) => m.Cases));

/** The rooms that are built, in the order *Work* lists them. Each is a folder here and a chunk of its own. */
export const ROOM_PAGES: readonly RoomPage[] = [
  { room: 'agreements', page: later(() => import('../agreements/Agreements').then((m) => m.Agreements)) },
  { room: 'questions', page: later(() => import('../questions/Questions').then((m) => m.Questions)) },
  { room: 'countersign', page: later(() => import('../countersign/Countersign').then((m) => m.Countersign)) },
  { room: 'class_sheets', page: later(() => import('../class-sheets/ClassSheets').then((m) => m.ClassSheets)) },
  { room: 'people', page: later(() => import('../people/People').then((m) => m.People)) },
  { room: 'cases', page: CasePages },
  { room: 'case_figures', page: later(() => import('../cases/Figures').then((m) => m.Figures)) },
  { room: 'low_level', page: later(() => import('../cases/LowLevel').then((m) => m.LowLevel)) },
  { room: 'charts', page: later(() => import('../cases/chart/ChartEditor').then((m) => m.Charts)) },
  { room: 'accounts', page: later(() => import('../accounts/Accounts').then((m) => m.Accounts)) },
  { room: 'settings', page: later(() => import('../settings/Settings').then((m) => m.Settings)) },
];
