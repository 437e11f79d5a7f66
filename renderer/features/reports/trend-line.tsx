const [WIDTH, HEIGHT] = [120, 26];

/** How a figure went over the days, without numbers: those are in the charts. */
export function TrendLine({ values }: { readonly values: readonly (number | null)[] }) {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) return null;
  const top = Math.max(...known);
  const bottom = Math.min(...known, 0);
  const x = (i: number): number => (i / Math.max(1, values.length - 1)) * WIDTH;
  const y = (value: number): number =>
    HEIGHT - 2 - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - 4);
  const points = values.flatMap((value, i) => (value === null ? [] : [`${x(i)},${y(value)}`]));
  return (
    <svg
      className="trend-line"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polyline points={points.join(' ')} />
    </svg>
  );
}
