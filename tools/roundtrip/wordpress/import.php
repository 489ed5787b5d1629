<?php
// Import /files/export.xml with the plug-in in /importer, and write to /files/posts.json what each
// post is then: its type and status, the names of its blocks in order, and its own fields.
define('WP_LOAD_IMPORTERS', true);
require '/wordpress/wp-load.php';
require_once ABSPATH . 'wp-admin/includes/admin.php';
require_once '/importer/wordpress-importer.php';
wp_set_current_user(1);

function named(array $blocks): array {
    $names = array();
    foreach ($blocks as $block) {
        if ($block['blockName'] !== null) {
            $names[] = $block['blockName'];
        }
        array_push($names, ...named($block['innerBlocks']));
    }
    return $names;
}

global $wpdb;
$before = $wpdb->get_col("SELECT ID FROM $wpdb->posts");
$importer = new WP_Import();
ob_start();
$importer->import('/files/export.xml');
ob_end_clean();
$posts = array();
foreach ($wpdb->get_results("SELECT * FROM $wpdb->posts ORDER BY ID") as $post) {
    if (in_array($post->ID, $before)) {
        continue;
    }
    $posts[] = array(
        'title' => $post->post_title,
        'type' => $post->post_type,
        'status' => $post->post_status,
        'blocks' => named(parse_blocks($post->post_content)),
        'fields' => array_map(fn($values) => (string) $values[0], get_post_meta($post->ID)),
    );
}
file_put_contents('/files/posts.json', json_encode($posts, JSON_INVALID_UTF8_SUBSTITUTE));
