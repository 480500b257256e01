// Starts the design system's components one by one. Its own initAll is not called: it follows clicks, and
// starts the cookie notice and "hide this page", which binds the Escape key.

import designSystem from "./design-system.js";

const { components } = designSystem;

const STARTED_BY = {
  '[data-module="ds-accordion"]': components.Accordion,
  '[data-module="ds-back-to-top"]': components.BackToTop,
  '[data-module="ds-character-count"]': components.CharacterCount,
  '[data-module="ds-checkboxes"]': components.Checkboxes,
  '[data-module="ds-datepicker"]': components.DatePicker,
  '[data-module="ds-details"]': components.Details,
  '[data-module="ds-file-upload"]': components.FileUpload,
  '[data-module="ds-mobile-navigation-menu"]': components.SiteNavigation,
  '[data-module="ds-notification"]': components.NotificationBanner,
  '[data-module="ds-notification-message"]': components.NotificationMessage,
  '[data-module="ds-side-navigation"]': components.SideNavigation,
  '[data-module="ds-tabs"]': components.Tabs,
  '[data-module="ds-tabs-navigation"]': components.TabsNavigation,
  "table[data-smallscreen]": components.MobileTable,
};

function start(within) {
  for (const [selector, Component] of Object.entries(STARTED_BY)) {
    for (const element of within.querySelectorAll(`${selector}:not(.js-instantiated)`)) {
      new Component(element).init();
    }
  }
}

document.documentElement.classList.add("js-enabled");
start(document);
components.skipLinks.init();
window.htmx?.onLoad((swapped) => start(swapped.parentElement ?? swapped));
