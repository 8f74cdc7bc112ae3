// Figures a person types into a field with bounds.

import { filled } from "./words.js";

// The figure; null where there is none or it lies beyond the field's bounds.
export function figureIn(field) {
  const { badInput, rangeOverflow, rangeUnderflow } = field.validity;
  return field.value === "" || badInput || rangeOverflow || rangeUnderflow ? null : Number(field.value);
}

export const boundsSaid = (said, { min, max }) => filled(said, { min, max });
