package dev.regard.web;

import org.junit.jupiter.api.Test;

@Visit
class ModelPageIT {
    @Test
    void look(RegardPage page) throws Exception {
        Thread.sleep(1);
        page.browser().navigate(page.uri() + "models/toybox");
        System.out.println(page.browser().content());
    }
}
