const COUNT_MAX_SHOWN = 99;

/** A number on an icon; nothing at zero. `label` is what a screen reader hears, e.g. "2 open". */
export function CountBadge(props: { readonly count: number; readonly label: string }) {
  if (props.count <= 0) return null;
  return (
    <span className="count-badge">
      <span aria-hidden="true">
        {props.count > COUNT_MAX_SHOWN ? `${COUNT_MAX_SHOWN}+` : props.count}
      </span>
      <span className="visually-hidden">{props.label}</span>
    </span>
  );
}
