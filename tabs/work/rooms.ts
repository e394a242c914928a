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

/** The rooms that are built, in the order *Work* lists them. Each is a folder here and a chunk of its own. */
export const ROOM_PAGES: readonly RoomPage[] = [
  { room: 'agreements', page: later(() => import('../agreements/Agreements').then((m) => m.Agreements)) },
  { room: 'questions', page: later(() => import('../questions/Questions').then((m) => m.Questions)) },
  { room: 'countersign', page: later(() => import('../countersign/Countersign').then((m) => m.Countersign)) },
  { room: 'class_sheets', page: later(() => import('../class-sheets/ClassSheets').then((m) => m.ClassSheets)) },
  { room: 'people', page: later(() => import('../people/People').then((m) => m.People)) },
  { room: 'settings', page: later(() => import('../settings/Settings').then((m) => m.Settings)) },
];
