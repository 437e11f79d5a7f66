/** A file or a folder of a recorded disk: a number that stays its own through renames. */
export type Inode = number;

/** The folder that holds all that is recorded. It is on the disk from the start. */
export const ROOT: Inode = 0;

/** What a file's bytes become. */
export type Content =
  | {
      readonly kind: 'write';
      readonly file: Inode;
      readonly at: number;
      readonly bytes: Uint8Array;
    }
  | { readonly kind: 'resize'; readonly file: Inode; readonly size: number };

/** What the names in folders become. */
export type Naming =
  | {
      readonly kind: 'enter';
      readonly folder: Inode;
      readonly name: string;
      readonly inode: Inode;
      readonly isFolder: boolean;
    }
  | {
      readonly kind: 'rename';
      readonly folder: Inode;
      readonly name: string;
      readonly inode: Inode;
      readonly toFolder: Inode;
      readonly toName: string;
    }
  | {
      readonly kind: 'remove';
      readonly folder: Inode;
      readonly name: string;
      readonly inode: Inode;
    };

/** What a host did, in order: to its disk, and what it was asked and answered in between. */
export type Entry =
  | Content
  | Naming
  | { readonly kind: 'sync'; readonly inode: Inode; readonly isFolder: boolean }
  | { readonly kind: 'asked'; readonly intentId: string }
  | { readonly kind: 'answered'; readonly intentId: string };

export type Journal = readonly Entry[];
