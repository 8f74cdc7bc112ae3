// Keeping what is looked at in sight.

const NARROW = matchMedia("(max-width: 899px)");

// Whether the desks' parts stand one under another.
export const isNarrow = () => NARROW.matches;

// Scrolls only what is out of sight, and by itself nothing else.
export function keepInView(box, element) {
  const [outer, inner] = [box.getBoundingClientRect(), element.getBoundingClientRect()];
  const margin = Math.min(60, outer.height / 5);
  if (inner.top < outer.top + margin / 2 || inner.bottom > outer.bottom - margin) {
    box.scrollTop += inner.top - outer.top - outer.height / 3;
  }
}

// On a narrow screen moves the page to where the part begins, unless its beginning is in the upper half already.
export function bringIntoView(element) {
  const { top } = element.getBoundingClientRect();
  if (isNarrow() && (top < -1 || top > innerHeight / 2)) element.scrollIntoView({ block: "start" });
}
