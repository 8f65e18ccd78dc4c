// Everything works without this file; it makes some things more convenient.
import { Button, CharacterCount, Checkboxes, ErrorSummary, ExitThisPage, NotificationBanner, PasswordInput, Radios, SkipLink, createAll } from "govuk-frontend";

// The Design System's own control leaves this page in the history, one press of Back away. Ours takes its place.
class LeaveThisPage extends ExitThisPage {
  exitPage() {
    document.body.classList.add("govuk-exit-this-page-hide-content");
    window.location.replace(this.$button.href);
  }
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
for (const component of [Button, CharacterCount, Checkboxes, ErrorSummary, LeaveThisPage, NotificationBanner, PasswordInput, Radios, SkipLink]) {
  createAll(component);
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
