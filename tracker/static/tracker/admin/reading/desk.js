// The reading desk: text, list and form move in step, and every act shows at once while it is on its way.

import { openHelp } from "../shared/help.js";
import { kept } from "../shared/kept.js";
import { Acts } from "./acts.js";
import { bulk } from "./bulk.js";
import { deciding } from "./deciding.js";
import { listenToKeys } from "./keys.js";
import { moving } from "./moving.js";
import { placing } from "./placing.js";
import { Search } from "./search.js";
import { find, Showing } from "./showing.js";
import { listenToForm } from "./writing.js";

const data = JSON.parse(find("reading-data").textContent);
const showing = new Showing(data);
const acts = new Acts(showing);
const search = new Search(find("reading-search"), showing.text, data.words);
const commands = {
  ...moving(showing),
  ...deciding(showing, acts),
  ...placing(showing, acts),
  ...bulk(showing, acts),
  search: () => search.open(),
  help: openHelp,
  leave: () => showing.leave(),
};

listenToForm(showing, acts, commands);
listenToKeys(showing, commands);
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-act]");
  if (button) commands[button.dataset.act]();
});
open();
addEventListener("hashchange", () => showing.go(location.hash.slice(1)));
document.documentElement.dataset.reading = "ready";

// Where the address says, else where this person was, else at the first that waits.
function open() {
  const { list, store, text } = showing;
  text.mark();
  list.build();
  showing.showProgress();
  const was = kept(showing.place) ?? {};
  const asked = [location.hash.slice(1), data.here, was.key].find((key) => key && store.get(key) && !store.get(key).gone);
  list.choose(was.filter ?? (store.counts().review ? "review" : "all"), asked);
  const first = asked ? store.get(asked) : list.shown()[0] ?? store.order[0];
  if (first) showing.go(first.key, false);
  else showing.showForm();
  showing.showEmpty();
}
