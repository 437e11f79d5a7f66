import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const rectangleSchema = z.object({ x: z.int(), y: z.int(), width: z.int(), height: z.int() });
export type Rectangle = z.infer<typeof rectangleSchema>;

const windowStateSchema = z.object({ bounds: rectangleSchema, isMaximized: z.boolean() });

/** Where a window was when it was last closed, in the screen's own units. */
export type WindowState = z.infer<typeof windowStateSchema>;

/** What must be seen of a window for a person to be able to move it. */
const VISIBLE_PX = 64;

/** The state that was kept, unless none was, it cannot be read, or its screen is gone. */
export function loadWindowState(
  file: string,
  screens: readonly Rectangle[],
): WindowState | undefined {
  const state = windowStateSchema.safeParse(readJson(file)).data;
  return state && screens.some((screen) => isReachable(state.bounds, screen)) ? state : undefined;
}

/** A window that forgets its place is no reason to fail. */
export function saveWindowState(file: string, state: WindowState): void {
  try {
    writeFileSync(file, JSON.stringify(state));
  } catch {}
}

/** Whether enough of the title bar lies on the screen. */
function isReachable(bounds: Rectangle, screen: Rectangle): boolean {
  const right = Math.min(bounds.x + bounds.width, screen.x + screen.width);
  return (
    right - Math.max(bounds.x, screen.x) >= VISIBLE_PX &&
    bounds.y >= screen.y &&
    bounds.y + VISIBLE_PX <= screen.y + screen.height
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}
