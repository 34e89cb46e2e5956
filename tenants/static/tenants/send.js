/* A form that needs no decision any more goes by itself; without script its button does. */
document.querySelector("form[data-send]")?.requestSubmit();
