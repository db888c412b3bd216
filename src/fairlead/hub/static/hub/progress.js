// Looks how far a run is, without loading the page anew. Without this script the page refreshes itself.
(() => {
  const place = document.querySelector("[data-progress]");
  if (!place) return;
  const look = async () => {
    try {
      const answer = await fetch(place.dataset.progress, { cache: "no-store", credentials: "same-origin" });
      if (!answer.ok) return void setTimeout(look, 3000);
      const run = (await answer.json()).data;
      if (!["waiting", "running"].includes(run.state)) return location.reload();
      place.querySelector("[data-percent]").textContent = `${run.percent} %`;
      place.querySelector("progress").value = run.percent;
      if (run.stage) place.querySelector("[data-stage]").textContent = run.stage;
    } catch { /* the network may come back */ }
    setTimeout(look, 600);
  };
  setTimeout(look, 400);
})();
