// A job's page asks how the job stands until it is over: often at first, seldom later, and not at all once it ended.
// It goes on to what the job was for by itself only where the person has stayed with it.

const FIRST = 400;
const LONGEST = 5_000;
const GROWTH = 1.3;

const job = document.getElementById("job");
const words = job.querySelector("[data-words]");
const bar = job.querySelector("[data-bar]");
const name = job.querySelector("[data-name]");
const again = job.querySelector("[data-again]");
const unheard = job.querySelector("[data-unheard]").content.textContent;
const signedOut = job.querySelector("[data-signed-out]").content.textContent;

let wait = FIRST;
let hasLeft = document.hidden;
document.addEventListener("visibilitychange", () => {
  hasLeft ||= document.hidden;
});

again.hidden = true;
setTimeout(ask, wait);

async function ask() {
  let stands;
  try {
    const answer = await fetch(job.dataset.address, { headers: { accept: "application/json" } });
    if (answer.redirected || answer.status === 403) {
      giveUp(signedOut);
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    stands = await answer.json();
  } catch {
    say(unheard);
    askLater();
    return;
  }
  if (stands.state === "failed" || stands.state === "lost") {
    location.reload();
    return;
  }
  if (stands.state === "done") {
    end(stands);
    return;
  }
  show(stands);
  askLater();
}

function askLater() {
  wait = Math.min(wait * GROWTH, LONGEST);
  setTimeout(ask, wait);
}

function show(stands) {
  say(stands.words);
  if (name.textContent !== stands.name) name.textContent = stands.name;
  if (stands.total) {
    bar.max = stands.total;
    bar.value = stands.done;
  }
}

/** Said only where it is news: a reader of the screen would repeat it. */
function say(text) {
  if (words.textContent !== text) words.textContent = text;
}

function end(stands) {
  if (stands.address_next && !hasLeft) location.assign(stands.address_next);
  else location.reload();
}

function giveUp(text) {
  say(text);
  again.hidden = false;
}
