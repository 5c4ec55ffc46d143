// Copies citations. The pages need it for nothing else: without it the text can be selected.
"use strict";

const copied = async (button) => {
  const source = document.getElementById(button.dataset.copies);
  try {
    await navigator.clipboard.writeText(source.textContent);
  } catch {
    // Without permission for the clipboard, the text is selected for the keyboard's own copying.
    getSelection().selectAllChildren(source);
    source.focus();
    return "Selected: press Ctrl-C";
  }
  return "Copied";
};

for (const button of document.querySelectorAll(".copier")) {
  button.hidden = false;
  const label = button.textContent;
  const status = document.createElement("span");
  status.setAttribute("role", "status");
  button.after(" ", status);
  button.addEventListener("click", async () => {
    status.textContent = await copied(button);
    setTimeout(() => { status.textContent = ""; }, 4000);
    button.textContent = label;
  });
}
