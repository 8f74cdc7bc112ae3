// What this browser keeps for the person: where they were, whether single keys act. A browser that keeps nothing forgets.

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(name));
  } catch {
    return null;
  }
}

export function keep(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // The page works all the same.
  }
}

const SINGLE_KEYS = "duixian-keys";

// Whether single keys act: one choice for all pages.
export const areKeysOn = () => kept(SINGLE_KEYS) !== false;
export const turnKeys = (isOn) => keep(SINGLE_KEYS, isOn);
