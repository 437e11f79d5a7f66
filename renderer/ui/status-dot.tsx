/** Shape tells the state, so that colour is never alone: dot = plain, ring = waiting, halo = live. */
export function StatusDot(props: { readonly shape: 'dot' | 'ring' | 'halo' }) {
  return <span className="status-dot" data-shape={props.shape} aria-hidden="true" />;
}
