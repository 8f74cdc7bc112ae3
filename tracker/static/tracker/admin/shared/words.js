// Words of the page with their figures and names put in: {count}, {name}.

export const filled = (said, values) => said.replace(/\{(\w+)\}/g, (_whole, name) => values[name] ?? "");

const isChinese = document.documentElement.lang.startsWith("zh");

// Sentences one after the other, each with its full stop, as the page's language writes them; as tracker/admin/sentences.py.
export function sentences(parts) {
  const [stop, between] = isChinese ? ["。", ""] : [".", " "];
  return parts.filter(Boolean).map((part) => (/[。！？….!?]$/.test(part) ? part : part + stop)).join(between);
}

export const listed = (names) => names.join(isChinese ? "、" : ", ");
