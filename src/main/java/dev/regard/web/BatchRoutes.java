package dev.regard.web;

import dev.regard.worker.PatientClient;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.util.Iterator;

/** POST /api/explanations/batch: many pictures, as a form or by name, and a line of JSON for each. */
final class BatchRoutes {

    private final NamedPictures pictures;
    private final PatientClient client;
    private final Quotas quotas;

    BatchRoutes(NamedPictures pictures, PatientClient client, Quotas quotas) {
        this.pictures = pictures;
        this.client = client;
        this.quotas = quotas;
    }

    /** As JSON, with ids of pictures. */
    void ofIds(RoutingContext ctx) {
        Buffer body = ctx.body().buffer();
        BatchFields fields = BatchFields.ofJson(body == null ? Buffer.buffer() : body);
        new Ids(ctx, fields).more();
    }

    /** As a form that brings the pictures along. */
    void ofForm(RoutingContext ctx) {
        if (!Uploads.isForm(ctx)) {
            ctx.fail(415);
            return;
        }
        new BatchUpload(ctx, pictures, client, quotas).receive();
    }

    private final class Ids {
        private final Iterator<String> left;
        private final Batch batch;
        private boolean isAdding;

        private Ids(RoutingContext ctx, BatchFields fields) {
            this.left = fields.images().iterator();
            this.batch = new Batch(ctx, client, quotas, this::more);
            batch.explainAs(fields);
        }

        private void more() {
            if (isAdding) {
                return;
            }
            isAdding = true;
            while (left.hasNext() && batch.hasRoom()) {
                String id = left.next();
                batch.add(id, pictures.get(id));
            }
            isAdding = false;
            if (!left.hasNext()) {
                batch.complete();
            }
        }
    }
}
