// The sheet is printed by the browser's own dialogue.
document.getElementById("print").addEventListener("click", () => window.print());
