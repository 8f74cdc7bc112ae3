// What can be done while the form shows what: a statement (row), an unread figure, the draft of a statement, or nothing.

const NEEDS = {
  accept: ["row", "unread"],
  reject: ["row", "unread"],
  back: ["row"],
  split: ["row"],
  merge: ["row"],
  mark: ["row"],
  words: ["row", "unread"],
  span: ["row"],
  figure: ["row"],
  add: ["row", "unread", "none"],
  undo: ["row", "unread", "none"],
  redo: ["row", "unread", "none"],
  bulk: ["row", "unread", "none"],
};

export const isPossible = (act, mode) => NEEDS[act]?.includes(mode) ?? true;
