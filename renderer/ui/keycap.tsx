/** The name of a key or a combination, e.g. "Ctrl K". */
export function Keycap(props: { readonly children: string }) {
  return <kbd className="keycap">{props.children}</kbd>;
}
