/** Drag, pinch, wheel and click on an element, as changes of a view. */
import { MOUSE_SLACK, TOUCH_SLACK, type Hands } from './stage';
import { moved, zoomed, type View } from './world';

const CLICK = 4;

/** Listen on an element; gives back what stops listening. */
export function takeHands(host: HTMLElement, hands: Hands, view: () => View, look: (view: View) => void): () => void {
  const pointers = new Map<number, readonly [number, number]>();
  const abort = new AbortController();
  const options = { signal: abort.signal };
  let way = 0;
  const at = ({ clientX, clientY }: MouseEvent) => {
    const { left, top } = host.getBoundingClientRect();
    return [clientX - left, clientY - top] as const;
  };
  const turn = (next: View) => {
    look(next);
    hands.moved();
  };
  const drag = (event: PointerEvent, last: readonly [number, number]) => {
    const here = at(event);
    const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    pointers.set(event.pointerId, here);
    way += Math.hypot(here[0] - last[0], here[1] - last[1]);
    if (way <= CLICK) return;
    const [other] = others;
    if (!other) return turn(moved(view(), here[0] - last[0], here[1] - last[1]));
    const spread = (from: readonly [number, number]) => Math.max(Math.hypot(from[0] - other[0], from[1] - other[1]), 1);
    turn(zoomed(view(), spread(here) / spread(last), other[0], other[1]));
  };
  const lift = (event: PointerEvent) => {
    const known = pointers.delete(event.pointerId);
    if (known && event.type === 'pointerup' && way <= CLICK) hands.click(at(event), event.pointerType === 'mouse' ? MOUSE_SLACK : TOUCH_SLACK);
  };
  host.addEventListener('pointerdown', (event) => {
    if (event.button) return;
    if (!pointers.size) way = 0;
    pointers.set(event.pointerId, at(event));
    host.setPointerCapture(event.pointerId);
  }, options);
  host.addEventListener('pointermove', (event) => {
    const last = pointers.get(event.pointerId);
    if (last) drag(event, last);
    else if (event.pointerType === 'mouse') hands.over(at(event));
  }, options);
  host.addEventListener('pointerup', lift, options);
  host.addEventListener('pointercancel', lift, options);
  host.addEventListener('pointerleave', () => hands.over(null), options);
  host.addEventListener('wheel', (event) => {
    event.preventDefault();
    const steps = event.deltaY * (event.deltaMode === 1 ? 24 : 1);
    turn(zoomed(view(), Math.exp(-Math.max(-120, Math.min(steps, 120)) * 0.0028), ...at(event)));
  }, { ...options, passive: false });
  return () => abort.abort();
}
