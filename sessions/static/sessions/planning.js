// Shows only the report rows of the chosen course's audience. Without this script all sets are listed under their names.
(() => {
  const audiences = JSON.parse(document.getElementById("course-audiences").textContent);
  const course = document.getElementById("id_course");
  const rows = document.getElementById("id_sector");

  const narrow = () => {
    const audience = audiences[course.value];
    for (const set of rows.querySelectorAll("optgroup")) {
      set.hidden = set.disabled = Boolean(audience) && !set.label.startsWith(`${audience}:`);
    }
    if (rows.selectedOptions[0]?.closest("optgroup")?.hidden) rows.value = "";
  };

  course.addEventListener("change", narrow);
  narrow();
})();
