// Buttons that copy a box or a link, or open the device's own way of sharing. Without this script the boxes can be selected
// and the link be followed; a button whose work the browser cannot do stays hidden.

const status = document.createElement("p");
status.className = "sr";
status.setAttribute("role", "status");
document.querySelector("main").append(status);

for (const button of document.querySelectorAll("[data-copies]")) {
  const word = button.querySelector(".button-word");
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copies);
    await navigator.clipboard.writeText(source.href ?? source.value);
    word.textContent = button.dataset.done;
    status.textContent = button.textContent.trim();
  });
}

for (const button of document.querySelectorAll("[data-shares]")) {
  const { href } = document.getElementById(button.dataset.shares);
  button.hidden = !navigator.share;
  // Whoever closes the device's sheet has shared nothing, which is no fault.
  button.addEventListener("click", () => navigator.share({ title: document.title, url: href }).catch(() => {}));
}
