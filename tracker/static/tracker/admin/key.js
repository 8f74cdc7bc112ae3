/* A security key that gives nothing is said on the page, not in the console. */
document.addEventListener('allauth.error', event => {
  event.preventDefault();
  document.getElementById('key-problem').hidden = false;
});
