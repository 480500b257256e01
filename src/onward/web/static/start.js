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

function configure(htmx) {
  htmx.config.allowEval = false;
  htmx.config.includeIndicatorStyles = false; // an inline style, which the pages' policy refuses
  htmx.config.selfRequestsOnly = true;
  htmx.config.historyCacheSize = 0; // pages about children are not kept in the browser
  htmx.config.refreshOnHistoryMiss = true;
  htmx.onLoad((swapped) => start(swapped.parentElement ?? swapped));
}

document.documentElement.classList.add("js-enabled");
if (window.htmx) {
  configure(window.htmx);
}
start(document);
components.skipLinks.init();
