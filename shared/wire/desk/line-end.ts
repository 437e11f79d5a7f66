/** How a desk's line ended: its window was closed, or the line was lost and may come back. */
export type LineEnd = 'left' | 'lost';
