package house

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/huoshui/huoshui/internal/base/db"
	"github.com/huoshui/huoshui/internal/base/fault"
	"github.com/huoshui/huoshui/internal/base/i18n"
	"github.com/huoshui/huoshui/internal/base/inbox"
	"github.com/huoshui/huoshui/internal/base/run"
)

// meters are the figures of this process for Prometheus. A label is a route, a
// status or a verdict: never a text, a name or an id.
type meters struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	routed   prometheus.Counter
	batches  prometheus.Histogram
}

// newMeters builds the meters and lets the kernel's router tell them.
func newMeters(k *kernel) *meters {
	m := &meters{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "huoshui_http_requests_total",
			Help: "Requests by route and status."}, []string{"route", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "huoshui_http_request_seconds",
			Help: "How long requests took, by route.", Buckets: prometheus.ExponentialBuckets(0.001, 4, 8)}, []string{"route"}),
		routed: prometheus.NewCounter(prometheus.CounterOpts{Name: "huoshui_events_routed_total", Help: "Events that were routed."}),
		batches: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "huoshui_router_batch_seconds",
			Help: "How long it took to route a batch of events.", Buckets: prometheus.ExponentialBuckets(0.001, 2, 13)}),
	}
	m.registry.MustRegister(m.requests, m.took, m.routed, m.batches, newReadings(k),
		collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	k.router.Committed = func(events int, took time.Duration) {
		m.routed.Add(float64(events))
		m.batches.Observe(took.Seconds())
	}
	return m
}

var metricsTaken = i18n.Text{
	Hans: "监控地址 %s 用不了：%s。请用 --metrics 换一个 主机：端口。",
	Hant: "監控位址 %s 無法使用：%s。請用 --metrics 換一個 主機：連接埠。",
	En:   "The address %s for metrics cannot be had: %s. Choose another host:port with --metrics.",
}

// measured counts what next serves and tells it at an address of its own, where
// that is wanted: metrics are for whoever runs the program, not for its users.
func (a *App) measured(ctx context.Context, o Serving, k *kernel, work *run.Group, next http.Handler) (http.Handler, error) {
	if o.Metrics == "" {
		return next, nil
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", o.Metrics)
	if err != nil {
		return nil, fault.Because(err, fault.Unavailable, metricsTaken.With(o.Metrics, err.Error()))
	}
	m := newMeters(k)
	server := &http.Server{Handler: m.handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: time.Minute, IdleTimeout: 2 * time.Minute,
		MaxHeaderBytes: 64 << 10, ErrorLog: slog.NewLogLogger(o.Log.Handler(), slog.LevelWarn)}
	work.Go("serve metrics", func(ctx context.Context) error {
		defer context.AfterFunc(ctx, func() { _ = server.Close() })()
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			return fmt.Errorf("serve metrics: %w", err)
		}
		return nil
	})
	o.Log.Info("metrics", "address", listener.Addr().String())
	return m.count(next), nil
}

// handler answers to Prometheus.
func (m *meters) handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	return mux
}

// count counts what next serves, by the route that it found.
func (m *meters) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began, seen := time.Now(), &answered{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		route := r.Pattern
		if _, path, ok := strings.Cut(route, " "); !ok || path == "/" {
			route = "other" // addresses nobody serves are of any number
		}
		m.requests.WithLabelValues(route, strconv.Itoa(seen.status)).Inc()
		m.took.WithLabelValues(route).Observe(time.Since(began).Seconds())
	})
}

// answered notes the status of an answer.
type answered struct {
	http.ResponseWriter
	status int
	told   bool
}

// WriteHeader notes the first status that is not provisional.
func (a *answered) WriteHeader(status int) {
	if !a.told && status >= http.StatusOK {
		a.status, a.told = status, true
	}
	a.ResponseWriter.WriteHeader(status)
}

// Write is the answer's.
func (a *answered) Write(b []byte) (int, error) {
	a.told = true
	return a.ResponseWriter.Write(b)
}

// Unwrap lets a http.ResponseController reach what is underneath.
func (a *answered) Unwrap() http.ResponseWriter { return a.ResponseWriter }

// readings are read when Prometheus asks.
type readings struct {
	k                                                *kernel
	accepted, pending, oldest, aside, setAside       *prometheus.Desc
	statements, writes, waited, held, outbox, untold *prometheus.Desc
	found                                            *prometheus.Desc
}

func newReadings(k *kernel) *readings {
	desc := func(name, help string, labels ...string) *prometheus.Desc {
		return prometheus.NewDesc("huoshui_"+name, help, labels, nil)
	}
	return &readings{k: k,
		accepted:   desc("events_total", "Events that came in, by what became of them: accepted, duplicate or conflict.", "verdict"),
		pending:    desc("inbox_pending", "Accepted events that were not routed yet."),
		oldest:     desc("inbox_oldest_seconds", "For how long the oldest of them has waited."),
		aside:      desc("inbox_aside", "Events that stand aside."),
		setAside:   desc("events_aside_total", "Events that this process set aside."),
		statements: desc("db_statements_total", "Statements run."),
		writes:     desc("db_writes_total", "Writing transactions begun."),
		waited:     desc("db_writer_wait_seconds_total", "How long these waited for the writer or a connection."),
		held:       desc("held", "1 while nothing leaves since a restore."),
		outbox:     desc("outbox_pending", "What is to leave and has not yet."),
		found:      desc("found_total", "What networks had not told and comparing found, by what it is: message, move or name.", "what"),
		untold:     desc("facts_pending", "Facts that hearers have not heard yet."),
	}
}

// Describe lists what Collect reads.
func (r *readings) Describe(out chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{r.accepted, r.pending, r.oldest, r.aside, r.setAside, r.statements, r.writes, r.waited, r.held, r.outbox, r.untold, r.found} {
		out <- d
	}
}

// Collect reads. While the database is away it tells only what it knows without.
func (r *readings) Collect(out chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, v float64) { out <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v) }
	counter := func(d *prometheus.Desc, v float64, labels ...string) {
		out <- prometheus.MustNewConstMetric(d, prometheus.CounterValue, v, labels...)
	}
	for v, name := range map[inbox.Verdict]string{inbox.Accepted: "accepted", inbox.Duplicate: "duplicate", inbox.Conflict: "conflict"} {
		counter(r.accepted, float64(r.k.box.Tally(v)), name)
	}
	for what, n := range map[string]int64{"message": r.k.found.messages.Load(), "move": r.k.found.moves.Load(), "name": r.k.found.names.Load()} {
		counter(r.found, float64(n), what)
	}
	d := r.k.app.DB
	writes, waited := d.Waits()
	counter(r.setAside, float64(r.k.router.Aside()))
	counter(r.statements, float64(d.Statements()))
	counter(r.writes, float64(writes))
	counter(r.waited, waited.Seconds())
	ctx, cancel := context.WithTimeout(context.Background(), patient)
	defer cancel()
	_ = d.Read(ctx, func(tx *db.Tx) error { // what cannot be read is not told
		in, err := inbox.CountBacklog(ctx, tx)
		if err != nil {
			return err
		}
		age := 0.0
		if in.Pending > 0 {
			age = max(0, tx.Now.Sub(in.Oldest).Seconds())
		}
		gauge(r.pending, float64(in.Pending))
		gauge(r.oldest, age)
		gauge(r.aside, float64(in.Aside))
		held, err := isHeld(ctx, tx)
		if err != nil {
			return err
		}
		gauge(r.held, map[bool]float64{true: 1}[held])
		deeds, facts, err := countLeaving(ctx, tx, d)
		if err != nil {
			return err
		}
		gauge(r.outbox, float64(deeds))
		gauge(r.untold, float64(facts))
		return nil
	})
}
